import { serve } from '@hono/node-server'
import { Hono } from 'hono'

// The least a server can do on the same foundations: one route that answers what CONSTANT says, whoever asks.
const { path, status, headers, body } = JSON.parse(process.env.CONSTANT ?? '{}')
const app = new Hono()
app.get(path, c => c.body(body, status, headers))
serve({ fetch: app.fetch, port: 0 }, ({ port }) => console.log(`http://localhost:${port}`))
