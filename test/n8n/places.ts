/** Where things are on this machine. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const PACKAGE = 'n8n-nodes-tencent-cloud-vod';
export const ROOT = resolve(__dirname, '../..');
/** What `npm run n8n` and `npm run test:n8n` use; git ignores it. */
export const KEPT = join(ROOT, '.n8n-dev');
/** An N8N_USER_FOLDER with this package in it, for tests to copy. */
export const PACKAGE_INSTALLED = join(KEPT, 'installed');
/** Where n8n is installed: once for all clones of this repository. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), PACKAGE);
