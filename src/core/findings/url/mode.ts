import { approvalPrompts, modes } from '../../connect/authorize-url.ts';
import { finding } from '../finding.ts';
import { isNoneOf, type LintCheck } from './check.ts';

/** The mode, and whether the approval screen is shown again. */
export const modeCheck: LintCheck = (subject) => {
  const mode = subject.get('mode');
  const prompt = subject.get('approval_prompt');
  return [
    ...(mode === 'test' ? [finding('url-mode-test', [])] : []),
    ...(isNoneOf(mode, modes) ? [finding('url-mode-unknown', [`mode=${mode ?? ''}`])] : []),
    ...(isNoneOf(prompt, approvalPrompts)
      ? [finding('url-approval-prompt-unknown', [`approval_prompt=${prompt ?? ''}`])]
      : []),
  ];
};
