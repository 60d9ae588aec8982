import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createLaurelServer } from '../sdk/server'
import { createApp } from './backend/app'
import { chooseShoppers } from './backend/choose-shoppers'
import { environmentOf } from './backend/environment'
import { greet } from './backend/greet'
import { importHistory, openHistory } from './backend/history'
import { openRecords } from './backend/records'
import { setUp } from './backend/set-up'
import { keepTelling } from './backend/tell'
import { untilReady } from './backend/until-ready'
import { describeCustomers, readOrders } from './orders/read'

const environment = environmentOf(process.env)
const { api, host, port, dataDir, latestOrders } = environment
const origins = [`http://localhost:${port}`, `http://127.0.0.1:${port}`]

const adminKey = await untilReady(environment)
const keys = await setUp({ api, adminKey, origins, file: join(dataDir, 'demo.json') })
const laurel = createLaurelServer({
  secretKey: keys.secretKey,
  identitySecret: keys.identitySecret,
  api,
  timeoutMs: 5000,
})

const lines = readOrders({ endAt: new Date(keys.historyEndAt), latest: latestOrders })
const shop = {
  laurel,
  api,
  publishableKey: keys.publishableKey,
  records: openRecords(join(dataDir, `demo-${keys.merchantId}.json`)),
  history: openHistory(lines),
  choices: chooseShoppers(describeCustomers(lines)),
  pagesDir: 'dist/demo/shop',
}

serve({ fetch: createApp(shop).fetch, hostname: host, port }, () => greet(environment, keys))
keepTelling(shop)
importHistory(laurel, lines, shop.history.progress).catch(error => console.error('History:', error))
