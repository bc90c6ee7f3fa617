import { Notice } from '../../../ui/notice.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import type { PageProps } from '../../page.ts';
import { strings } from './strings.ts';

/** The page that the link of a confirmation mail leads to, after the server has confirmed the address. */
export function VerifyPage({ app }: PageProps) {
  const isSignedIn = app.session.state.value.kind === 'signed_in';
  if (app.router.place.value.query.has('error')) {
    return (
      <PageFrame app={app} title={strings.failedTitle} narrow>
        <Notice title={strings.failedHint} text={strings.failedText} tone="bad" role="alert">
          <a class="button" href="/dashboard/sign-in">
            {strings.signIn}
          </a>
        </Notice>
      </PageFrame>
    );
  }
  // This tab has a claim code only if the person signed up in it.
  const next = app.remembered.claimCode.read() === null ? '/dashboard' : '/dashboard/claim';
  return (
    <PageFrame app={app} title={strings.title} lead={strings.lead} narrow>
      <p>
        <a class="button button-primary" href={isSignedIn ? next : '/dashboard/sign-in'}>
          {isSignedIn ? strings.goOn : strings.signIn}
        </a>
      </p>
    </PageFrame>
  );
}
