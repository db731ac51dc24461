# METADATA
# title: "Encrypt AppFlow flows with a customer-managed key"
# description: "With the key that AWS manages you can't audit, restrict or revoke who decrypts the transferred data and the stored credentials."
# related_resources:
#   - https://docs.aws.amazon.com/appflow/latest/userguide/data-protection.html
# custom:
#   severity: note
#   category: encryption
#   profile: strict
#   kinds: [appflow.flow, appflow.connector_profile]
#   message: "{resource} is encrypted with the AWS managed key only"
#   guidance:
#     - {doc: "002", section: "애플리케이션 통합"}
#   aliases: [CKV_AWS_263, CKV_AWS_264]
#   fix:
#     text: "Name a customer-managed KMS key."
#   ko:
#     title: "AppFlow에 고객 관리형 키 쓰기"
#     description: "AWS 관리형 키로는 전송 데이터와 저장된 자격 증명의 복호화 권한을 감사하거나 제한할 수 없습니다."
#     message: "AWS 관리형 키로만 암호화됨: {resource}"
#     fix: "고객 관리형 KMS 키를 지정하세요."
package rules.appflow.encrypted_cmk

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some kind in ["appflow.flow", "appflow.connector_profile"]
	some resource in input.kinds[kind]
	not resource.kms_key
	found := finding.at(resource, ["kms_key"], {})
}

undetermined contains found if {
	some kind in ["appflow.flow", "appflow.connector_profile"]
	some resource in input.kinds[kind]
	value.may_be_absent(resource.kms_key)
	found := finding.at(resource, ["kms_key"], {})
}
