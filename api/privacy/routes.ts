import type { Api } from '../http/endpoint'

export function privacyRoutes(_api: Api): void {}
