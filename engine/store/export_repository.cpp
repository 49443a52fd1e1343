#include "engine/store/export_repository.hpp"

#include "engine/core/contract.hpp"
#include "engine/store/canonical.hpp"
#include "engine/store/conditions.hpp"
#include "engine/store/connection.hpp"
#include "engine/store/export_rows.hpp"
#include "engine/store/failure.hpp"

#include <utility>

namespace mutua::store {

namespace {

ExportExtent extent_in(const std::string& word) {
    for (const ExportExtent extent : {ExportExtent::whole, ExportExtent::chosen}) {
        if (to_string(extent) == word) { return extent; }
    }
    throw StoreFailure{FailureKind::damaged, "store: the extent of an export is unknown"};
}

std::vector<ExportedArchive> read_archives(Connection& connection, const EntityCode& entity,
                                           ExportId id) {
    Statement row = connection.query(
        "select name, sha256, document_count, base_cents, vat_cents, total_cents"
        " from export_archive where entity_id = :entity and export_id = :id order by line",
        "ttiiii", entity, id);
    std::vector<ExportedArchive> all;
    while (row.next()) {
        all.push_back({row.text(0), digest_of(row.text(1)), row.integer(2), row.money(3),
                       row.money(4), row.money(5)});
    }
    return all;
}

std::vector<InvoiceNumber> read_numbers(Connection& connection, const EntityCode& entity,
                                        ExportId id) {
    Statement row = connection.query(
        "select number from export_document where entity_id = :entity and export_id = :id"
        " order by line",
        "t", entity, id);
    std::vector<InvoiceNumber> all;
    while (row.next()) { all.emplace_back(row.text(0)); }
    return all;
}

std::vector<ExportRun> read_exports(Connection& connection, const EntityCode& entity,
                                    const Conditions& conditions) {
    Statement row = connection.select(
        conditions.after("select export_id, recipient, period, extent, made_on from export"),
        "itttt", conditions.values());
    std::vector<ExportRun> all;
    while (row.next()) {
        const ExportId id{row.integer(0)};
        all.push_back({id, row.text(1), row.text(2), extent_in(row.text(3)), row.date(4),
                       read_archives(connection, entity, id),
                       read_numbers(connection, entity, id)});
    }
    return all;
}

}  // namespace

ExportRepository::ExportRepository(Store& store, EntityCode entity)
    : connection_{store.connection()}, entity_{std::move(entity)} {}

ExportId ExportRepository::next_id() {
    return ExportId{connection_.next_number(entity_.text(), export_series, 0)};
}

void ExportRepository::add(const ExportRun& run) {
    require(!run.archives.empty() && !run.documents.empty(), "an export holds documents");
    connection_.insert(
        "insert into export (entity_id, export_id, recipient, period, extent, made_on, chosen)"
        " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7)",
        entity_, run.id, run.recipient, run.period, to_string(run.extent), run.made_on,
        digest_of(run.documents));
    std::int64_t line = 0;
    for (const ExportedArchive& archive : run.archives) {
        connection_.insert(
            "insert into export_archive (entity_id, export_id, line, name, sha256,"
            " document_count, base_cents, vat_cents, total_cents)"
            " values (:p1, :p2, :p3, :p4, :p5, :p6, :p7, :p8, :p9)",
            entity_, run.id, ++line, archive.name, archive.sha256, archive.documents, archive.base,
            archive.vat, archive.total);
    }
    line = 0;
    for (const InvoiceNumber& number : run.documents) {
        connection_.insert(
            "insert into export_document (entity_id, export_id, line, number)"
            " values (:p1, :p2, :p3, :p4)",
            entity_, run.id, ++line, number);
    }
    connection_.chain(entity_, export_kind, mutua::to_string(run.id), canonical_bytes(run));
}

std::optional<ExportRun> ExportRepository::find(ExportId id) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("export_id = :id", to_column(id));
    return only_one(read_exports(connection_, entity_, conditions));
}

std::vector<ExportRun> ExportRepository::list() {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.order("export_id", 0);
    return read_exports(connection_, entity_, conditions);
}

std::optional<ExportRun> ExportRepository::same_choice(const ExportRun& run) {
    Conditions conditions{"entity_id = :entity", to_column(entity_)};
    conditions.add("recipient = :recipient", to_column(run.recipient));
    conditions.add("period = :period", to_column(run.period));
    conditions.add("extent = :extent", to_column(to_string(run.extent)));
    conditions.add("chosen = :chosen", to_column(digest_of(run.documents)));
    conditions.order("export_id desc", 1);
    return only_one(read_exports(connection_, entity_, conditions));
}

std::set<InvoiceNumber> ExportRepository::exported_to(const std::string& recipient) {
    Statement row = connection_.query(
        "select distinct d.number from export_document d join export e"
        " on e.entity_id = d.entity_id and e.export_id = d.export_id"
        " where d.entity_id = :entity and e.recipient = :recipient",
        "t", entity_, recipient);
    std::set<InvoiceNumber> numbers;
    while (row.next()) { numbers.emplace(row.text(0)); }
    return numbers;
}

Digest digest_of(const std::vector<InvoiceNumber>& documents) {
    CanonicalBytes fields{"mutua-exported-documents-1"};
    for (const InvoiceNumber& number : documents) { fields.add("number", number.text()); }
    return sha256(fields.bytes());
}

std::string_view to_string(ExportExtent extent) {
    return extent == ExportExtent::whole ? "whole" : "chosen";
}

std::string canonical_bytes(const ExportRun& run) {
    CanonicalBytes fields{"mutua-export-1"};
    fields.add("id", run.id.value())
        .add("recipient", run.recipient)
        .add("period", run.period)
        .add("extent", to_string(run.extent))
        .add("made_on", run.made_on);
    for (const ExportedArchive& archive : run.archives) {
        fields.add("name", archive.name)
            .add("sha256", to_hex(archive.sha256))
            .add("documents", archive.documents)
            .add("base", archive.base)
            .add("vat", archive.vat)
            .add("total", archive.total);
    }
    for (const InvoiceNumber& number : run.documents) { fields.add("number", number.text()); }
    return fields.bytes();
}

}  // namespace mutua::store
