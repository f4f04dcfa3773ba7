#!/bin/sh
# One change, followed from YAML to applied configuration, in a temporary Git
# repository: sh examples/demo.sh bin/interlock
set -eu

program=$1
case $program in
/*) ;;
*) program=$PWD/$program ;;
esac
example=$(cd "$(dirname "$0")/meridian" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
cp -R "$example" "$work/meridian"
cd "$work/meridian"
rm -rf rendered .interlock

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
	strong=$(printf '\033[1;36m') prompt=$(printf '\033[1m') off=$(printf '\033[0m')
else
	strong='' prompt='' off=''
fi
title() { printf '\n%s── %s%s\n' "$strong" "$1" "$off"; }
# run shows a command and what it says; a refusal is part of the story.
run() {
	printf '\n%s$ interlock' "$prompt"
	for word in "$@"; do
		case $word in
		*[\ \[:]*) printf " '%s'" "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
	printf '%s\n' "$off"
	"$program" --as-of 2026-11-22 "$@" || printf '(exit code %d)\n' "$?"
}
commit() {
	git add -A
	git -c user.name='Ops lead' -c user.email=ops@example.com commit -q -m "$1"
}

git init -q .
commit 'the agreements of Meridian'

title 'Every agreement of the company is checked'
run lint

title 'Who decided this value, and who may change it?'
run explain 'Workflow/campaign-launch:spec.steps[audience-review].serviceLevel' --region de

title 'What would be changed on the platforms? The plan is saved, and exactly it is applied'
run plan -o plan.json
run apply plan.json

title 'Apply, then plan again: nothing'
run plan

title 'The base is edited: one line, and every region that takes it over'
sed -i.bak 's/^  leadTime: 8w/  leadTime: 9w/' global/workflows/campaign-launch.yaml
rm -f global/workflows/*.bak
commit 'campaigns get a week more'
run plan
run apply

title 'A region weakens a gate that is standardized'
cat > regions/emea/uk/faster.yaml <<'YAML'
apiVersion: interlock.dev/v1
kind: Localization
metadata:
  name: campaign-launch-faster
  region: uk
  owner: uk-marketing
spec:
  of: {kind: Workflow, name: campaign-launch}
  reason: The autumn campaign is late.
  set:
    steps:
      - name: quality-check
        gate: advisory
YAML
run lint
rm regions/emea/uk/faster.yaml

title 'Somebody edits the platform by hand: drift, shown and healed'
sed -i.bak 's/gate: blocking/gate: none/' rendered/uk/Workflow/campaign-launch.yaml
rm -f rendered/uk/Workflow/*.bak
run plan
run apply
run status
