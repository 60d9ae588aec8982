import type { Api } from '../http/endpoint'

export function webhookRoutes(_api: Api): void {}
