# METADATA
# title: "Do not open an event bus to everyone"
# description: "Any AWS account can put events onto the bus and start what listens to it."
# related_resources:
#   - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
#   - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-permissions-manage.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [events.bus_policy, events.bus]
#   message: "{resource} lets every account put events onto the bus"
#   guidance:
#     - {doc: "000", section: "EventEdge"}
#   fix:
#     text: "Name the accounts, or limit the statement by aws:PrincipalOrgID."
#   ko:
#     title: "이벤트 버스를 모두에게 열지 않기"
#     description: "어느 AWS 계정이든 버스에 이벤트를 넣어 연결된 대상을 실행할 수 있습니다."
#     message: "모든 계정이 이벤트 버스를 사용할 수 있음: {resource}"
#     fix: "계정을 지정하거나 aws:PrincipalOrgID 조건으로 제한합니다."
package rules.events.no_public_principal

import rego.v1

import data.lib.finding
import data.lib.policy
import data.lib.value

deny contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "events.bus", "events.bus_policy")
	some access in policy.public(holder)
	found := policy.at(holder, "policy", access, {})
}

# The short form names one principal, and may limit it to an organization.
deny contains found if {
	some holder in input.kinds["events.bus_policy"]
	holder.principal == "*"
	not _limited(holder)
	at := finding.at(holder, ["principal"], {})
	found := finding.rests_on(finding.rests_on(at, holder, ["condition"]), holder, ["condition", "key"])
}

undetermined contains found if {
	some holder in policy.holders(input.kinds, input.incoming, "events.bus", "events.bus_policy")
	some found in policy.undecided(holder, "policy", "access", "public")
}

undetermined contains found if {
	some holder in input.kinds["events.bus_policy"]
	value.may_equal(holder.principal, "*")
	value.unknown(holder.principal)
	not _limited(holder)
	found := finding.at(holder, ["principal"], {})
}

_limited(holder) if lower(holder.condition.key) in {"aws:principalorgid", "aws:principalorgpaths"}
