import { keysOf } from '../../core/text/keys.ts';

interface ShellScript {
  /** What the shell reads. */
  readonly script: string;
  /** How it comes to be read, one step a line. */
  readonly install: readonly string[];
}

const bash = String.raw`
_connect_cli() {
  local LC_ALL=C reply directive=:words program=$1
  COMPREPLY=()
  case $program in "~/"*) program=$HOME/${'$'}{program#??} ;; esac
  {
    read -r directive
    while IFS= read -r reply; do COMPREPLY[${'$'}{#COMPREPLY[@]}]=$reply; done
  } < <("$program" complete bash "=$COMP_WORDBREAKS" "=${'$'}{COMP_LINE:0:$COMP_POINT}" 2>/dev/null </dev/null)
  type compopt >/dev/null 2>&1 || return 0
  case $directive in
    :files) compopt -o default ;;
    :folders) compopt -o dirnames ;;
    :goes-on) compopt -o nospace ;;
  esac
  return 0
}
complete -F _connect_cli connect-cli
`;

const zsh = String.raw`
#compdef connect-cli
_connect_cli() {
  local line directive=:words program=${'$'}{(Q)words[1]}
  local -a values shown before
  (( CURRENT > 2 )) && before=("${'$'}{(@Q)words[2,CURRENT-1]}")
  {
    read -r directive
    while IFS= read -r line; do
      values+=("${'$'}{line%%$'\t'*}")
      shown+=("${'$'}{line/$'\t'/  -- }")
    done
  } < <(${'$'}{~program} complete zsh "=${'$'}{(Q)IPREFIX}${'$'}{(Q)PREFIX}" "${'$'}{before[@]}" 2>/dev/null </dev/null)
  local -a end
  [[ $directive == :goes-on ]] && end=(-S '')
  (( $#values )) && compadd -l -d shown "${'$'}{end[@]}" -a values
  case $directive in
    :files) compset -P '--*='; _files ;;
    :folders) compset -P '--*='; _files -/ ;;
  esac
}
if [[ $funcstack[1] == _connect-cli ]]; then
  _connect_cli "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
  compdef _connect_cli connect-cli
fi
`;

const fish = String.raw`
function __connect_cli_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l answer ($words[1] complete fish "=$current" $words[2..-1] 2>/dev/null </dev/null)
    test (count $answer) -gt 1; and printf '%s\n' $answer[2..-1]
    switch "$answer[1]"
        case :files
            __fish_complete_path (string replace -r -- '^--[^=]+=' '' $current)
        case :folders
            __fish_complete_directories (string replace -r -- '^--[^=]+=' '' $current)
    end
end
complete -c connect-cli -f -a '(__connect_cli_complete)'
`;

const powershell = String.raw`
Register-ArgumentCompleter -Native -CommandName connect-cli, connect-cli.cmd -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or ($wordToComplete -eq '' -and $_.Extent.EndOffset -le $cursorPosition) } |
        Select-Object -Skip 1 |
        ForEach-Object { if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text } })
    $answer = @(connect-cli complete powershell "=$wordToComplete" @words 2>$null)
    if ($answer.Count -lt 2 -or $answer[0] -eq ':files' -or $answer[0] -eq ':folders') { return }
    $answer | Select-Object -Skip 1 | ForEach-Object {
        $value, $about = $_ -split "${'`'}t", 2
        $text = if ($value -match '[\s,;''"]') { "'" + ($value -replace "'", "''") + "'" } else { $value }
        $tip = if ($about) { $about } else { $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $tip)
    }
}
`;

const scripts = {
  bash: {
    script: bash,
    install: [
      'This session: eval "$(connect-cli completion bash)"',
      'Every session: connect-cli completion bash > ~/.local/share/bash-completion/completions/connect-cli',
      'Without bash-completion: add the first line to ~/.bashrc',
    ],
  },
  zsh: {
    script: zsh,
    install: [
      'This session: eval "$(connect-cli completion zsh)"',
      'Every session: connect-cli completion zsh > "${fpath[1]}/_connect-cli", or add the first line to ~/.zshrc',
    ],
  },
  fish: {
    script: fish,
    install: [
      'This session: connect-cli completion fish | source',
      'Every session: connect-cli completion fish > ~/.config/fish/completions/connect-cli.fish',
    ],
  },
  powershell: {
    script: powershell,
    install: [
      'This session: connect-cli completion powershell | Out-String | Invoke-Expression',
      'Every session: add that line to the file that $PROFILE names',
    ],
  },
} as const satisfies Readonly<Record<string, ShellScript>>;

/** A shell that there is a script for. */
export type Shell = keyof typeof scripts;

/** Every shell that there is a script for. */
export const shells = keysOf(scripts);

/** @returns how a script is installed, one step each */
export function installSteps(shell: Shell): readonly string[] {
  return scripts[shell].install;
}

/** @returns the script of a shell, with comments that say how to install it */
export function completionScript(shell: Shell): string {
  const { script, install } = scripts[shell];
  const comments = [`Completion of connect-cli for ${shell}.`, ...install].map((line) => `# ${line}`);
  const [first = '', ...rest] = script.trim().split('\n');
  // compinit looks for its mark in the first line of a file.
  const isMark = first.startsWith('#compdef');
  return `${[...(isMark ? [first] : []), ...comments, '', ...(isMark ? [] : [first]), ...rest].join('\n')}\n`;
}
