import { Option } from 'commander';
import { variableOfFlag, type SettingVariable } from '../core/setting-variables.ts';

/**
 * An option of a setting that the environment can give as well. The variable is shown in help; commander itself reads
 * none, since `settings/precedence.ts` decides what wins.
 */
export class SettingOption extends Option {
  readonly variable: SettingVariable;

  /** @throws Error for a flag without a row in `settingVariables` */
  constructor(flags: string, description: string) {
    super(flags, description);
    const variable = variableOfFlag(this.long ?? '');
    if (variable === undefined) throw new Error(`no variable names ${flags} as the flag that wins over it`);
    this.variable = variable;
  }
}
