import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { visit } from './browser'
import { identify, openStage, type Stage } from './hostile/stage'
import { fillDoor, widgetOf } from './widget'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.crust.laurel.surveys.create({
    ...{ name: 'Recommend us?', kind: 'nps', trigger: {} },
    thanks: { kind: 'points', points: 20 },
  })
})
afterAll(() => stage?.close())

describe.each(['strict', 'strict-dynamic'])('under a policy that is %s', policy => {
  it('lets a shopper answer, spin, check the spin and look everywhere', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, dialog, host, spin, result, button, screen } = widgetOf(page)
    await page.goto(`${stage.origin}/${policy}`)
    await identify(page, `polly-${policy}`)
    const card = host.getByRole('region', { name: /^A message from/ })
    await card.getByRole('radio', { name: '9', exact: true }).click()
    await card.getByRole('textbox').fill('The crust.')
    await card.getByRole('button', { name: 'Send' }).click()
    await card.getByText('For you: 20 points').waitFor()
    await card.getByRole('button', { name: 'Done' }).click()
    await launcher.click()
    await screen('Spin').click()
    await spin.click()
    await result.waitFor()
    await button('Check this spin').click()
    await result.getByText('Checked on your device: this spin was fair.').waitFor()
    for (const name of ['Earn', 'Rewards', 'Friends', 'Home']) await screen(name).click()
    for (const name of ['Activity', 'Your data', 'Feedback']) {
      await button(name).click()
      await dialog.getByRole('heading', { level: 2, name }).waitFor()
      await button('Back').click()
    }
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })

  it('lets a visitor join', async () => {
    const { page, faults, shifts, close } = await visit(stage.browser)
    const { launcher, button, spin, result } = widgetOf(page)
    await page.goto(`${stage.origin}/${policy}?pieces`)
    await page.locator('laurel-account .hero').waitFor()
    await launcher.click()
    await button('Join').click()
    await fillDoor(page, `${policy}@example.com`)
    await spin.click()
    await result.waitFor()
    expect([...faults, ...(await shifts())]).toEqual([])
    await close()
  })
})
