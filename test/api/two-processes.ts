import type { TestApp } from './app'

/** Makes two calls as if they came to two processes: both have read before either decides, and nobody takes turns. */
export async function inTwoProcesses<A, B>(
  { store }: Pick<TestApp, 'store'>,
  calls: [() => Promise<A>, () => Promise<B>],
): Promise<[A, B]> {
  const { read, inOrder } = store
  let arrive = () => {}
  const arrived = new Promise<void>(resolve => {
    arrive = resolve
  })
  let readers = 0
  store.inOrder = (_, change) => change()
  store.read = async (...asked) => {
    const rows = await read(...asked)
    readers += 1
    if (readers === 2) arrive()
    await arrived
    return rows
  }
  return Promise.all([calls[0](), calls[1]()]).finally(() => Object.assign(store, { read, inOrder }))
}
