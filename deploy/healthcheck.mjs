// Ends well when the server in this container can answer; the image has no curl to ask with.
const url = `http://127.0.0.1:${process.env.PORT || 8787}/readyz`
const reply = await fetch(url, { signal: AbortSignal.timeout(4000) }).catch(error => error)
if (!reply.ok) {
  console.error(reply.status ? `${reply.status} ${await reply.text()}` : reply.message)
  process.exitCode = 1
}
