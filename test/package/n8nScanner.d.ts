/** The part of n8n's scanner that is used here; it comes without types. */
declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	import { type Linter } from 'eslint';

	/** What the scanner looks at in a checkout of the sources. */
	export const SOURCE_FILE_PATTERNS: string[];
	export function buildScanConfig(): Promise<Linter.Config[]>;
	export function analyzePackage(
		packageDir: string,
		filePatterns?: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}
