// Loaded before a server: its clock shows what the machine's shows, and as much more or less as it is told.
// Timers go by another clock, as they do where the time of a machine is set.
const machine = Date.now
let offsetMs = 0

const now = () => machine() + offsetMs

globalThis.Date = new Proxy(Date, {
  get: (date, name, receiver) => (name === 'now' ? now : Reflect.get(date, name, receiver)),
  construct: (date, args, made) => Reflect.construct(date, args.length > 0 ? args : [now()], made),
  apply: date => new date(now()).toString(),
})

process.on('message', message => {
  offsetMs = message.offsetMs
  process.send(message)
})
process.channel.unref()
