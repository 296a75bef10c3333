import { Text, Title } from '@mantine/core'

/** Who sees which of these details, in words. */
export const WhoGetsWhat = ({ watches }: { watches: boolean }) => (
  <section aria-labelledby="who-gets-what">
    <Title order={2} id="who-gets-what" mb="md">
      Who sees what
    </Title>
    <dl className="facts">
      <div>
        <dt>The CE office</dt>
        <dd>Everything on this page, and your credit. It needs this to prove your credit for six years.</dd>
      </div>
      <div>
        <dt>Organisers</dt>
        <dd>Your name, affiliation, profession and roles at their conference. No numbers.</dd>
      </div>
      {watches && (
        <div>
          <dt>Registers</dt>
          <dd>What is listed above, and only with your permission.</dd>
        </div>
      )}
      <div>
        <dt>Participants</dt>
        <dd>Your name and picture if you are in the programme; otherwise nothing.</dd>
      </div>
      <div>
        <dt>Exhibitors</dt>
        <dd>Nothing, until you leave details at a booth yourself. You can withdraw them at any time.</dd>
      </div>
    </dl>
    <Text c="gray.7" mt="md">
      Nobody else ever sees your mail address.
    </Text>
  </section>
)
