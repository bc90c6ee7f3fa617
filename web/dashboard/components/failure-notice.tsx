import type { ComponentChildren } from 'preact';
import { CopyButton } from '../../ui/copy-button.tsx';
import { safeHref } from '../../ui/links.ts';
import { Notice } from '../../ui/notice.tsx';
import { wordsFor } from '../failure-texts.ts';
import type { Failure } from '../models/failure.ts';
import { strings } from '../strings.ts';
import { copyLabels } from './copy-labels.ts';
import css from './failure-notice.module.css';

interface Props {
  failure: Failure;
  /** Shows a button that tries again. */
  onRetry?: () => void;
  /** Other buttons or links. */
  children?: ComponentChildren;
}

/** Says what went wrong and what to do, with the code and the request to quote. */
export function FailureNotice({ failure, onRetry, children }: Props) {
  // A person who was removed from the organization stays removed: there is nothing to try again.
  const isRemoved = failure.code === 'member_required';
  return (
    <Notice
      {...wordsFor(failure)}
      tone={failure.kind === 'offline' ? 'calm' : 'bad'}
      role="alert"
      facts={failure.code && <Facts failure={failure} />}
    >
      {onRetry && !isRemoved && (
        <button type="button" class="button" onClick={onRetry}>
          {strings.retry}
        </button>
      )}
      {isRemoved && (
        <a class="button" href="/dashboard">
          {strings.toHome}
        </a>
      )}
      {failure.upgradeUrl !== null && (
        <a class="button" href={safeHref(failure.upgradeUrl)}>
          {strings.month.upgrade}
        </a>
      )}
      {children}
    </Notice>
  );
}

function Facts({ failure: { code, requestId } }: { failure: Failure }) {
  return (
    <>
      <span>
        {strings.code} <code>{code}</code>
      </span>
      {requestId && (
        <span class={css.request}>
          {strings.requestId} <code>{requestId}</code>
          <CopyButton text={requestId} labels={copyLabels} describes={strings.requestId} compact />
        </span>
      )}
    </>
  );
}
