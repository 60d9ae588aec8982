import { render } from 'preact'
import './style/base.css'
import './style/layout.css'
import './style/shop.css'
import './style/checkout.css'
import { App } from './app'
import { connectLaurel } from './laurel'
import { followLinks } from './router'
import { loadState, watchHistory } from './state'

const root = document.getElementById('shop')
if (root) render(<App />, root)
followLinks()
connectLaurel()
void loadState()
void watchHistory()
