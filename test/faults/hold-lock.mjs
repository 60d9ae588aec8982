import Database from 'libsql'

// Another program on the file, such as a backup or a console: takes the write lock and gives it back when it is told.
const [path] = process.argv.slice(2)
const database = new Database(path, { timeout: 60_000 })

process.on('message', message => {
  database.exec(message === 'hold' ? 'BEGIN IMMEDIATE' : 'COMMIT')
  process.send(message)
})
