/** Where a file that Tencent Cloud has made may be asked for. */

/** Hosts of VOD itself. Both http and https are served there, whatever the URL says. */
const HOST_OF_VOD = /(^|\.)(vod2\.myqcloud\.com|vod-qcloud\.com)$/;

/**
 * @returns the URLs to try, in their order: of Tencent Cloud's own hosts by https first. None where it is no
 * link to a file on the web.
 */
export function waysTo(url: string): string[] {
	const parsed = webUrl(url);
	if (!parsed) return [];
	const isSafer = parsed.protocol === 'http:' && parsed.port === '' && isOfVod(parsed);
	return isSafer ? [url.replace(/^http:/i, 'https:'), url] : [url];
}

/** @returns undefined where it leads to others: to a sign-in page of the network, say */
export function redirectTarget(from: string, location: string): string | undefined {
	const [origin, target] = [webUrl(from), webUrl(location, from)];
	if (!origin || !target || location === '') return undefined;
	return target.hostname === origin.hostname || isOfVod(target) ? target.href : undefined;
}

function isOfVod({ hostname }: URL): boolean {
	return HOST_OF_VOD.test(hostname);
}

function webUrl(url: string, base?: string): URL | undefined {
	if (!URL.canParse(url, base)) return undefined;
	const parsed = new URL(url, base);
	return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : undefined;
}
