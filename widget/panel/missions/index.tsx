import type { ComponentType } from 'preact'

export const create = (): ComponentType => () => null
