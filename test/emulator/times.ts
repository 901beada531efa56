/** How the service writes a time that is not set. */
export const UNSET_TIME = '0000-00-00T00:00:00Z';

/** As the service writes a time: ISO 8601, whole seconds, UTC. */
export function timeText(milliseconds: number): string {
	return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
