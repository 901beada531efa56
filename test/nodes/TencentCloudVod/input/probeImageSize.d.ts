/** The part of the library that needs all bytes at once; it comes without types. */
declare module 'probe-image-size/sync' {
	function probe(bytes: Uint8Array): { type: string; width: number; height: number } | null;
	export = probe;
}
