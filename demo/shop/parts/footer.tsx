import { count } from '../format'
import { history } from '../state'

export function Footer() {
  return (
    <footer class="footer">
      <p>
        Wren &amp; Fig is a demo shop: nothing is charged and nothing is sent. Its loyalty programme runs on
        Laurel.
      </p>
      <p>
        Past orders: a year of a real gift shop, moved to end yesterday. Chen, D. (2015), Online Retail, UCI
        Machine Learning Repository, CC BY 4.0.
      </p>
      <HistoryStatus />
    </footer>
  )
}

function HistoryStatus() {
  const progress = history.value
  if (!progress) return <p class="history-status">&nbsp;</p>
  const { lines, imported, refused, done } = progress
  if (done)
    return (
      <p class="history-status">
        {count(imported)} past orders and returns imported{refused > 0 && `, ${count(refused)} refused`}.
      </p>
    )
  return (
    <p class="history-status">
      <label for="history">
        Importing past orders and returns: {count(imported)} of {count(lines)}
      </label>
      <progress id="history" max={lines} value={imported} />
    </p>
  )
}
