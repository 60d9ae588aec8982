/** What the work comes to; when it takes longer, what `late` returns or throws. It goes on either way. */
export async function inTime<T>(ms: number, work: Promise<T>, late: () => T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms)
  })
  try {
    return await Promise.race([work, end.then(late)])
  } finally {
    clearTimeout(timer)
  }
}
