/**
 * Thrown before anything is sent: the credential or the request has to be changed first. The
 * message is a fixed text for the user; it repeats neither keys nor input.
 */
export class SigningRefused extends Error {
	override readonly name = 'SigningRefused';
}
