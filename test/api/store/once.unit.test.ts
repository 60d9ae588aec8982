import { expect, it } from 'vitest'
import { takenOut } from '../../../api/store/once'

const marked = (text: string) => `/*once*/${text}/*end*/`

it('works a subquery out once, wherever it stands', () => {
  const who = marked('(SELECT id FROM people)')
  expect(takenOut(`SELECT * FROM a WHERE x = ${who} AND y IN (${who})`)).toEqual({
    tables: ['once0(v) AS MATERIALIZED (SELECT id FROM people)'],
    statement: 'SELECT * FROM a WHERE x = (SELECT v FROM once0) AND y IN ((SELECT v FROM once0))',
  })
})

it('works out one inside another before it', () => {
  const who = marked('(SELECT id FROM people)')
  const family = marked(`(SELECT ${who} UNION ALL SELECT id FROM kin WHERE of = ${who})`)
  expect(takenOut(`SELECT ${family}, ${who}`)).toEqual({
    tables: [
      'once0(v) AS MATERIALIZED (SELECT id FROM people)',
      'once1(v) AS MATERIALIZED (SELECT (SELECT v FROM once0) UNION ALL SELECT id FROM kin WHERE of = (SELECT v FROM once0))',
    ],
    statement: 'SELECT (SELECT v FROM once1), (SELECT v FROM once0)',
  })
})

it('leaves a statement without any as it is', () => {
  expect(takenOut('SELECT 1')).toEqual({ tables: [], statement: 'SELECT 1' })
})
