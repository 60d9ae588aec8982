import type { Api } from '../http/endpoint'

export function referralRoutes(_api: Api): void {}
