/** What a person sets in the node's Settings tab. */
export const CONTINUE = { onError: 'continueRegularOutput' } as const;
export const ERROR_OUTPUT = { onError: 'continueErrorOutput' } as const;
export const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
