import { effect, signal, untracked } from '@preact/signals-core'
import type { ComponentType } from 'preact'
import type { ScreenName } from '../handoff'
import type { App } from './app'
import { learnScreen } from './load-words'

type Late = { create(app: App): ComponentType }

/** Screens that are fetched when they are first shown. */
const FILES: Partial<Record<ScreenName, () => Promise<Late>>> = {
  earn: () => import('./earn'),
  missions: () => import('./missions'),
  wheel: () => Promise.all([import('./wheel'), import('./disc')]).then(([file]) => file),
  rewards: () => import('./rewards'),
  codes: () => import('./codes'),
  refer: () => import('./refer'),
  join: () => import('./join'),
  data: () => import('./data'),
  activity: () => import('./activity'),
  feedback: () => import('./feedback'),
}

export type LateScreens = ReturnType<typeof createLateScreens>

export function createLateScreens(app: App) {
  const screens = signal<Partial<Record<ScreenName, ComponentType | null>>>({})
  const fetch = (name: ScreenName) => {
    const keep = (screen: ComponentType | null) => {
      screens.value = { ...screens.value, [name]: screen }
    }
    const words = app.words.value
    const file = FILES[name]?.()
    if (!file || !words) return
    Promise.all([file, learnScreen(words, name), import('./shared')]).then(
      ([{ create }, , { dressLate }]) => {
        dressLate(app)
        keep(create(app))
      },
      () => keep(null),
    )
  }
  const stop = effect(() => {
    const name = app.screen.value
    if (app.words.value) untracked(() => screens.value[name] === undefined && fetch(name))
  })
  /** The screen; null when it could not be fetched, undefined while it is. */
  return { of: (name: ScreenName) => screens.value[name], fetch, stop }
}
