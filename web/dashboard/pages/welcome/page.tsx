import { NewOrganization } from '../../components/new-organization.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import type { PageProps } from '../../page.ts';
import { strings } from './strings.ts';

/** The first page of a person without an organization, and the form for another one. */
export function WelcomePage({ app }: PageProps) {
  return (
    <PageFrame app={app} title={strings.title} lead={strings.lead} narrow>
      <NewOrganization
        app={app}
        texts={strings}
        onCreated={(id) => {
          app.remembered.lastOrganizationId.write(id);
          app.router.go(`/${id}/keys`);
        }}
      />
    </PageFrame>
  );
}
