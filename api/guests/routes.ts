import type { Api } from '../http/endpoint'

export function guestRoutes(_api: Api): void {}
