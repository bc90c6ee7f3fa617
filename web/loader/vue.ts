import { defineComponent, h, onMounted } from 'vue';
import { addLoader } from './add-loader.ts';
import { CHANGEABLE, type PlaygroundOptions } from './options.ts';

/**
 * The playground for Vue. On a server it renders the element with its fallback; the browser fills it.
 * `service` is where the playground is served, such as `https://play.example`; the slot is shown without
 * JavaScript, and where the frame does not load.
 */
export const KloakdPlayground = defineComponent({
  name: 'KloakdPlayground',
  props: { service: { type: String, required: true }, ...optionProps() },
  setup(props, { slots }) {
    onMounted(() => addLoader(props.service));
    return () => {
      const { service, ...options } = props;
      const fallback = slots['default']?.() ?? [
        h('a', { href: `${service}/` }, 'Open the playground'),
      ];
      return h('kloakd-playground', options, fallback);
    };
  },
});

type OptionProps = Record<
  keyof PlaygroundOptions,
  { type: [StringConstructor, NumberConstructor] }
>;

function optionProps(): OptionProps {
  const names = [...CHANGEABLE, 'site', 'loading'];
  return Object.fromEntries(names.map((name) => [name, { type: [String, Number] }])) as OptionProps;
}
