/** How the service writes a time that is not set. */
export const UNSET_TIME = '0000-00-00T00:00:00Z';

/** Three days: how long tasks can be asked for, and SessionIds tell repeats. */
export const RETENTION_MS = 3 * 24 * 60 * 60 * 1000;

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;

/** As the service writes a time: ISO 8601, whole seconds, UTC. */
export function timeText(milliseconds: number): string {
	return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Whether the service would read it as a time. */
export function isIsoTime(text: string): boolean {
	return ISO_TIME.test(text);
}
