/** The signer inside the official COS SDK, which takes a fraction of the time to load; it comes without types. */
declare module 'cos-nodejs-sdk-v5/sdk/util' {
	import type COS from 'cos-nodejs-sdk-v5';

	export const getAuth: typeof COS.getAuthorization;
}
