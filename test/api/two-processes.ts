import type { TestApp } from './app'

/** Makes two calls as if they came to two processes: both have read before either decides, and nobody takes turns. */
export async function inTwoProcesses<A, B>(
  app: Pick<TestApp, 'meet'>,
  calls: [() => Promise<A>, () => Promise<B>],
): Promise<[A, B]> {
  await app.meet(2)
  return Promise.all([calls[0](), calls[1]()]).finally(() => app.meet(0))
}
