import { effect } from '@preact/signals-core'
import type { App } from './app'
import { learnScreen } from './load-words'
import type { Corner } from './prompt'

/** Fetches what asks unasked, once there is something to ask or something was left open by a reload. */
export function keepPrompts(app: App, corner: Corner): () => void {
  const { me, program, signedIn, client } = app.laurel
  let file: Promise<unknown> | undefined
  let end: (() => void) | undefined
  const stop = effect(() => {
    const words = app.words.value
    const due = signedIn.value
      ? me.value && (me.value.prompts.length || client.showings.read()?.open)
      : program.value?.prompts.join
    if (!words || !due || file) return
    file = Promise.all([import('./prompt'), learnScreen(words, 'prompt')]).then(
      ([{ create }]) => {
        if (corner.dialog.isConnected) end = create(app, corner)
      },
      () => {
        file = undefined
      },
    )
  })
  return () => {
    stop()
    end?.()
  }
}
