import type { Api } from '../http/endpoint'

export function catalogueRoutes(_api: Api): void {}
