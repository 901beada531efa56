/**
 * Collects the text of an answer as it arrives, and knows as soon as its JSON object is whole: whoever
 * sends it may take long to end it, or never do. Each character is looked at once.
 */
export class AnswerText {
	private collected = '';
	private depth = 0;
	private isInString = false;
	private isEscaped = false;
	private objectLength: number | undefined;
	private isFollowed = false;

	add(part: string): void {
		for (let index = 0; index < part.length; index++) {
			this.follow(part.charAt(index), this.collected.length + index);
		}
		this.collected += part;
	}

	get text(): string {
		return this.collected;
	}

	/** The object that the text begins with; undefined while it is not whole. Nothing says that it is valid. */
	get object(): string | undefined {
		return this.objectLength === undefined ? undefined : this.collected.slice(0, this.objectLength);
	}

	/** Whether the object is whole and, so far, nothing but blanks follows it. */
	get isWhole(): boolean {
		return this.objectLength !== undefined && !this.isFollowed;
	}

	private follow(character: string, position: number): void {
		if (this.objectLength !== undefined) {
			if (character.trim() !== '') this.isFollowed = true;
		} else if (this.isInString) {
			this.followString(character);
		} else if (character === '"') {
			this.isInString = true;
		} else if (character === '{') {
			this.depth++;
		} else if (character === '}' && --this.depth === 0) {
			this.objectLength = position + 1;
		}
	}

	private followString(character: string): void {
		if (this.isEscaped) this.isEscaped = false;
		else if (character === '\\') this.isEscaped = true;
		else if (character === '"') this.isInString = false;
	}
}
