/** What several late screens share, in one file: it is fetched beside the first of them. */
export { CodeCard } from './codes/card'
