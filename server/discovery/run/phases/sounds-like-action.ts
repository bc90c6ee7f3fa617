import { pathOf, type Template } from '../../findings/endpoint-template.ts';

const ACTION =
  /log-?out|sign-?out|delete|remove|destroy|reset|restart|reboot|shutdown|stop|start|kill|reload|refresh|unsubscribe|send|clear|flush|purge|cancel|revoke|disable|enable|install|update|upgrade|run|exec|trigger|pay|checkout|order|download|export|backup|restore/i;

/** Some servers change something on GET. A path that sounds like an action is asked with OPTIONS only. */
export const soundsLikeAction = (template: Template): boolean => ACTION.test(pathOf(template));
