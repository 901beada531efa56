/** What the versions of n8n do differently. The tests run in the newest and, by `npm run test:oldest`, in 2.0.0. */
import './environment';

import * as n8nCore from 'n8n-core';
import { version } from 'n8n-workflow/package.json';

const [, minor = 0] = version.split('.').map(Number);

/** Earlier versions of NodeApiError leave out the `cause`, and with it the socket of the request. */
export const KEEPS_CAUSES = minor >= 34;
/** Earlier versions take nothing for an error item that has more than `error` and `message`. */
export const TAKES_DETAILS = minor >= 36;
/** Version 2.0.0 does not let nodes read the settings of their workflow. */
export const TELLS_SETTINGS = 'getWorkflowSettings' in n8nCore.ExecuteContext.prototype;
/** Version 2.0.0 leaves half a file on its disk when what it was given breaks off. */
export const CLEARS_HALF_FILES = 'BinaryDataBlobManager' in n8nCore;
