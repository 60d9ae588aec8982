import type { Api } from '../http/endpoint'

export function feedbackRoutes(_api: Api): void {}
