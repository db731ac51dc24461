# METADATA
# title: "Define exactly the attributes the keys and indexes use"
# description: "DynamoDB refuses a table whose keys are not defined and one that defines attributes that no key uses."
# related_resources:
#   - https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
#   - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html
# custom:
#   severity: high
#   category: limits
#   kinds: [dynamodb.table]
#   evidence: ["hash_key", "range_key", "attributes", "global_secondary_indexes", "local_secondary_indexes"]
#   messages:
#     undefined: "{resource} uses the key attribute {attribute} without defining it"
#     unused: "{resource} defines the attribute {attribute}, which no key uses"
#     type: "{resource} defines the attribute {attribute} with the type {data_type}; keys are S, N or B"
#     local: "{resource} has a local secondary index and no range key"
#     many: "{resource} has {count} local secondary indexes; DynamoDB allows five"
#   guidance:
#     - {doc: "004", section: "1. 다이나모 DB (DDB)"}
#     - {doc: "000", section: "DynamoDB - Indexes"}
#   fix:
#     text: "Define exactly the attributes that the keys of the table and its indexes use."
#   ko:
#     title: "키/인덱스에 쓰는 속성만 정의하기"
#     description: "DynamoDB는 키가 정의되지 않은 테이블과 어떤 키도 쓰지 않는 속성을 정의한 테이블을 거부합니다."
#     messages:
#       undefined: "정의되지 않은 속성을 키로 씀: {resource} (속성 {attribute})"
#       unused: "어떤 키도 쓰지 않는 속성을 정의함: {resource} (속성 {attribute})"
#       type: "키로 쓸 수 없는 형식: {resource} (속성 {attribute}, 형식 {data_type})"
#       local: "범위 키 없이 로컬 보조 인덱스를 둠: {resource}"
#       many: "로컬 보조 인덱스가 다섯 개를 넘음: {resource} ({count}개)"
#     fix: "테이블과 인덱스의 키가 쓰는 속성만 정확히 정의하세요."
package rules.dynamodb.key_attributes

import rego.v1

import data.lib.finding
import data.lib.value

deny contains found if {
	some table in _own
	some key in _keys(table)
	is_string(key.attribute)
	not key.attribute in _defined(table)
	at := finding.at(table, key.path, {"attribute": key.attribute})
	found := finding.rests_deeply_on(finding.variant(at, "undefined"), table, ["attributes"])
}

deny contains found if {
	some table in _own
	used := {key.attribute | some key in _keys(table)}
	some i, attribute in value.items(table.attributes)
	is_string(attribute.name)
	not attribute.name in used
	at := finding.variant(finding.at(table, ["attributes", i], {"attribute": attribute.name}), "unused")
	found := _rests_on_keys(at, table)
}

deny contains found if {
	some table in _own
	some i, attribute in value.items(table.attributes)
	value.none_of(attribute.data_type, {"S", "N", "B"})
	at := finding.at(table, ["attributes", i, "data_type"], {"attribute": attribute.name, "data_type": attribute.data_type})
	found := finding.variant(at, "type")
}

deny contains found if {
	some table in _own
	some i, _ in value.items(table.local_secondary_indexes)
	not table.range_key
	found := finding.variant(finding.at(table, ["local_secondary_indexes", i], {}), "local")
}

deny contains found if {
	some table in _own
	indexes := count(value.items(table.local_secondary_indexes))
	value.above(indexes, 5)
	found := finding.variant(finding.at(table, ["local_secondary_indexes"], {"count": indexes}), "many")
}

_own contains table if {
	some table in input.kinds["dynamodb.table"]
	not table.restored_from
	not table.imported
}

_defined(table) := {attribute.name | some attribute in value.items(table.attributes)}

_keys(table) := array.concat(_table_keys(table), _index_keys(table))

_table_keys(table) := [{"attribute": table[key], "path": [key]} | some key in ["hash_key", "range_key"]]

_index_keys(table) := [{"attribute": index[key], "path": [indexes, i, key]} |
	some indexes in ["global_secondary_indexes", "local_secondary_indexes"]
	some i, index in value.items(table[indexes])
	some key in ["hash_key", "range_key"]
]

_rests_on_keys(found, table) := finding.rests_deeply_on(indexes, table, ["local_secondary_indexes"]) if {
	keys := finding.rests_on(finding.rests_on(found, table, ["hash_key"]), table, ["range_key"])
	indexes := finding.rests_deeply_on(keys, table, ["global_secondary_indexes"])
}
