import { version as engineVersion } from 'n8n-core/package.json';
import { version as sdkVersion } from 'tencentcloud-sdk-nodejs-vod/package.json';

import { name, version } from '../../package.json';
import { STANDS_IN_FOR } from './ways/httpRequestStandIn';

export const THIS_NODE = `this node: ${name} ${version}, as built in dist/`;
export const ENGINE = `n8n's engine: n8n-core ${engineVersion}, Node.js ${process.version}`;
export const HTTP_REQUEST = `HTTP Request: a stand-in that follows n8n's ${STANDS_IN_FOR}, with this package's credential`;
export const SDK = `official SDK: tencentcloud-sdk-nodejs-vod ${sdkVersion}`;

export function heading(title: string, facts: readonly string[]): void {
	console.log(`\n== ${title}`);
	for (const fact of facts) console.log(`   ${fact}`);
}

/** A bar of the product and the figure that was reached; it judges nothing else. */
export function verdict(bar: string, figure: string, reached: boolean): void {
	console.log(`${reached ? 'reached    ' : 'NOT REACHED'}  ${bar}: ${figure}`);
}

export function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(2)} s`;
}
