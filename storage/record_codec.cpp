// SPDX-License-Identifier: MIT
#include "storage/record_codec.h"

#include <algorithm>

#include "server/base/protozero.h"

namespace atelier::storage {
namespace {

enum LogRecordField : protozero::pbf_tag_type { kOpCount = 1, kServerTimeMs = 2, kBatch = 3, kRecordChain = 4 };
enum SnapshotField : protozero::pbf_tag_type { kPosition = 1, kSnapshotChain = 2, kState = 3, kHash = 4, kDevices = 5 };

BytesView view_of(protozero::data_view data) {
    return {data.data(), data.size()};
}

protozero::data_view data_of(BytesView bytes) {
    return {bytes.data(), bytes.size()};
}

// Fields come one by one, so a record is complete when it has a chain of the right length and a count.
bool copy_chain(protozero::data_view data, Chain& chain) {
    if (data.size() != chain.size()) {
        return false;
    }
    std::copy(data.data(), data.data() + data.size(), chain.begin());
    return true;
}

bool parse_record(BytesView bytes, StoredRecord& record) {
    protozero::pbf_reader reader(data_of(bytes));
    bool has_chain = false;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
            case protozero::tag_and_type(kOpCount, protozero::pbf_wire_type::varint):
                record.op_count = reader.get_uint32();
                break;
            case protozero::tag_and_type(kServerTimeMs, protozero::pbf_wire_type::varint):
                record.server_time_ms = reader.get_sint64();
                break;
            case protozero::tag_and_type(kBatch, protozero::pbf_wire_type::length_delimited):
                record.batch = view_of(reader.get_view());
                break;
            case protozero::tag_and_type(kRecordChain, protozero::pbf_wire_type::length_delimited):
                has_chain = copy_chain(reader.get_view(), record.chain);
                break;
            default: reader.skip();
        }
    }
    return has_chain && record.op_count > 0;
}

bool parse_snapshot(BytesView bytes, StoredSnapshot& snapshot) {
    protozero::pbf_reader reader(data_of(bytes));
    bool has_chain = false;
    while (reader.next()) {
        switch (reader.tag_and_type()) {
            case protozero::tag_and_type(kPosition, protozero::pbf_wire_type::varint):
                snapshot.link.position = {reader.get_uint64()};
                break;
            case protozero::tag_and_type(kSnapshotChain, protozero::pbf_wire_type::length_delimited):
                has_chain = copy_chain(reader.get_view(), snapshot.link.chain);
                break;
            case protozero::tag_and_type(kState, protozero::pbf_wire_type::length_delimited):
                snapshot.packed_state = view_of(reader.get_view());
                break;
            case protozero::tag_and_type(kHash, protozero::pbf_wire_type::fixed64):
                snapshot.hash = reader.get_fixed64();
                break;
            case protozero::tag_and_type(kDevices, protozero::pbf_wire_type::length_delimited):
                snapshot.devices = view_of(reader.get_view());
                break;
            default: reader.skip();
        }
    }
    return has_chain && snapshot.link.position.value > 0;
}

}  // namespace

Bytes encode_record(const StoredRecord& record) {
    Bytes out;
    out.reserve(record.batch.size() + 48);
    protozero::pbf_writer writer(out);
    writer.add_uint32(kOpCount, record.op_count);
    writer.add_sint64(kServerTimeMs, record.server_time_ms);
    writer.add_bytes(kBatch, data_of(record.batch));
    writer.add_bytes(kRecordChain, data_of(chain_view(record.chain)));
    return out;
}

Bytes encode_snapshot(const StoredSnapshot& snapshot) {
    Bytes out;
    out.reserve(snapshot.packed_state.size() + snapshot.devices.size() + 64);
    protozero::pbf_writer writer(out);
    writer.add_uint64(kPosition, snapshot.link.position.value);
    writer.add_bytes(kSnapshotChain, data_of(chain_view(snapshot.link.chain)));
    writer.add_bytes(kState, data_of(snapshot.packed_state));
    writer.add_fixed64(kHash, snapshot.hash);
    if (!snapshot.devices.empty()) {
        writer.add_bytes(kDevices, data_of(snapshot.devices));
    }
    return out;
}

// protozero reports malformed input by exceptions; they stop here.
Result<StoredRecord> decode_record(BytesView bytes) {
    StoredRecord record;
    try {
        if (parse_record(bytes, record)) {
            return record;
        }
    } catch (const protozero::exception&) {
        return Error(ErrorCode::Corrupt, "a record that does not parse");
    }
    return Error(ErrorCode::Corrupt, "a record that lacks a field");
}

Result<StoredSnapshot> decode_snapshot(BytesView bytes) {
    StoredSnapshot snapshot;
    try {
        if (parse_snapshot(bytes, snapshot)) {
            return snapshot;
        }
    } catch (const protozero::exception&) {
        return Error(ErrorCode::Corrupt, "a snapshot that does not parse");
    }
    return Error(ErrorCode::Corrupt, "a snapshot that lacks a field");
}

}  // namespace atelier::storage
