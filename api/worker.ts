import { edgeWorker } from './edge'

const { fetch, scheduled } = edgeWorker()

/** The entry for an edge runtime. */
export default { fetch, scheduled }
