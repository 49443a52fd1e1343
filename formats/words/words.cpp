#include "formats/words/words.hpp"

#include "engine/core/contract.hpp"

#include <array>

namespace mutua::words {

namespace {

struct Entry {
    Word which;
    std::string_view fr, nl, de, en;
};

constexpr auto table = std::to_array<Entry>({
    {Word::invoice, "FACTURE", "FACTUUR", "RECHNUNG", "INVOICE"},
    {Word::client, "Client", "Klant", "Kunde", "Client"},
    {Word::enterprise_number, "Numéro d'entreprise", "Ondernemingsnummer", "Unternehmensnummer",
     "Enterprise number"},
    {Word::vat, "TVA", "Btw", "MwSt.", "VAT"},
    {Word::issue_date, "Date de la facture", "Factuurdatum", "Rechnungsdatum", "Invoice date"},
    {Word::due_date, "À payer au plus tard le", "Te betalen uiterlijk op", "Zahlbar bis spätestens",
     "Payable by"},
    {Word::your_reference, "Votre référence", "Uw referentie", "Ihr Zeichen", "Your reference"},
    {Word::your_order, "Votre bon de commande", "Uw bestelbon", "Ihre Bestellung", "Your order"},
    {Word::service, "Prestation", "Dienst", "Leistung", "Service"},
    {Word::price, "Prix hors TVA (EUR)", "Prijs zonder btw (EUR)", "Preis ohne MwSt. (EUR)",
     "Price before VAT (EUR)"},
    {Word::done_on, "Presté le", "Gepresteerd op", "Geleistet am", "Done on"},
    {Word::reference, "Notre référence", "Onze referentie", "Unser Zeichen", "Our reference"},
    {Word::rate, "Taux de TVA", "Btw-tarief", "MwSt.-Satz", "VAT rate"},
    {Word::base, "Base", "Basis", "Grundlage", "Base"},
    {Word::total_without_vat, "Total hors TVA", "Totaal zonder btw", "Summe ohne MwSt.",
     "Total before VAT"},
    {Word::total_vat, "Total de la TVA", "Totaal btw", "Summe MwSt.", "Total VAT"},
    {Word::total_to_pay, "TOTAL À PAYER", "TE BETALEN", "ZU ZAHLEN", "TOTAL TO PAY"},
    {Word::payment, "Paiement", "Betaling", "Zahlung", "Payment"},
    {Word::account, "Compte", "Rekening", "Konto", "Account"},
    {Word::communication, "Communication", "Mededeling", "Mitteilung", "Communication"},
    {Word::payslip, "FICHE DE PAIE", "LOONBRIEF", "LOHNABRECHNUNG", "PAYSLIP"},
    {Word::employer_number, "Numéro ONSS", "RSZ-nummer", "LSS-Nummer", "ONSS number"},
    {Word::worker, "Travailleur", "Werknemer", "Arbeitnehmer", "Worker"},
    {Word::register_number, "N° de registre (membre)", "Registernummer (lid)",
     "Registernr. (Mitglied)", "Register number (member)"},
    {Word::national_number, "Registre national", "Rijksregisternummer", "Nationalregister",
     "National number"},
    {Word::category, "Catégorie", "Categorie", "Kategorie", "Category"},
    {Word::joint_committee, "commission paritaire", "paritair comité", "paritätische Kommission",
     "joint committee"},
    {Word::situation, "Situation familiale", "Gezinssituatie", "Familienstand", "Household"},
    {Word::children, "Enfants à charge", "Kinderen ten laste", "Kinder zulasten",
     "Dependent children"},
    {Word::period, "Période", "Periode", "Zeitraum", "Period"},
    {Word::days_worked, "Jours prestés", "Gewerkte dagen", "Arbeitstage", "Days worked"},
    {Word::hours_worked, "Heures prestées", "Gewerkte uren", "Arbeitsstunden", "Hours worked"},
    {Word::full_time_month,
     "temps plein du mois :", "voltijdse maand:", "Vollzeitmonat:", "full-time month:"},
    {Word::hours_above_full_time, "Au-delà du temps plein", "Boven de voltijdse maand",
     "Über Vollzeit hinaus", "Above full time"},
    {Word::base_pay, "Salaire de base", "Basisloon", "Grundlohn", "Base pay"},
    {Word::agreed_per_engagement,
     "convenu pour chaque engagement à son acceptation, ci-dessous ; par heure : brut ÷ heures",
     "per opdracht afgesproken bij de aanvaarding, zie hieronder; per uur: bruto ÷ uren",
     "je Einsatz bei der Annahme vereinbart, siehe unten; je Stunde: Brutto ÷ Stunden",
     "agreed for each engagement when it was accepted, below; per hour: gross ÷ hours"},
    {Word::engagements, "Engagements (EUR)", "Opdrachten (EUR)", "Einsätze (EUR)",
     "Engagements (EUR)"},
    {Word::engagement, "Engagement", "Opdracht", "Einsatz", "Engagement"},
    {Word::hours, "Heures", "Uren", "Stunden", "Hours"},
    {Word::per_hour, "Par heure", "Per uur", "Je Stunde", "Per hour"},
    {Word::gross, "Brut", "Bruto", "Brutto", "Gross"},
    {Word::net, "Net", "Netto", "Netto", "Net"},
    {Word::expenses, "Frais", "Kosten", "Auslagen", "Expenses"},
    {Word::cost, "Coût total", "Totale kost", "Gesamtkosten", "Total cost"},
    {Word::total, "Total", "Totaal", "Summe", "Total"},
    {Word::pay, "Décompte (EUR)", "Afrekening (EUR)", "Abrechnung (EUR)", "Pay (EUR)"},
    {Word::gross_section, "Rémunération", "Loon", "Entlohnung", "Remuneration"},
    {Word::contributions_section, "Sécurité sociale", "Sociale zekerheid", "Soziale Sicherheit",
     "Social security"},
    {Word::taxable_section, "Imposable", "Belastbaar", "Steuerpflichtig", "Taxable"},
    {Word::tax_section, "Précompte et cotisation spéciale",
     "Bedrijfsvoorheffing en bijzondere bijdrage", "Steuervorabzug und Sonderbeitrag",
     "Withholding tax and special contribution"},
    {Word::net_section, "Net", "Netto", "Netto", "Net"},
    {Word::expenses_repaid, "Frais remboursés, non imposables",
     "Terugbetaalde kosten, niet belastbaar", "Erstattete Auslagen, nicht steuerpflichtig",
     "Expenses repaid, not taxable"},
    {Word::withheld_for_creditors, "Retenu pour les créanciers", "Ingehouden voor schuldeisers",
     "Für Gläubiger einbehalten", "Withheld for creditors"},
    {Word::garnishment, "saisie sur rémunération", "loonbeslag", "Lohnpfändung", "garnishment"},
    {Word::assignment, "cession de rémunération", "loonoverdracht", "Lohnabtretung",
     "assignment of pay"},
    {Word::maintenance, "pension alimentaire", "onderhoudsgeld", "Unterhalt", "maintenance"},
    {Word::deductions_section, "Retenues", "Inhoudingen", "Abzüge", "Deductions"},
    {Word::amount_to_pay, "MONTANT NET À PAYER", "NETTO TE BETALEN BEDRAG",
     "AUSZUZAHLENDER NETTOBETRAG", "NET AMOUNT TO PAY"},
    {Word::how_amount_adds_up, "= rémunération nette − retenues + frais remboursés",
     "= nettoloon − inhoudingen + terugbetaalde kosten",
     "= Nettolohn − Abzüge + erstattete Auslagen", "= net pay − deductions + expenses repaid"},
    {Word::payment_date, "Date de paiement", "Betaaldatum", "Zahlungsdatum", "Payment date"},
    {Word::employer_side, "Coût pour l'employeur, pour information (EUR)",
     "Kost voor de werkgever, ter informatie (EUR)", "Kosten des Arbeitgebers, zur Kenntnis (EUR)",
     "Cost to the employer, for information (EUR)"},
    {Word::employer_contributions, "Cotisations patronales", "Werkgeversbijdragen",
     "Arbeitgeberbeiträge", "Employer contributions"},
    {Word::holiday_pay_provision, "Pécule de vacances, provision", "Vakantiegeld, voorziening",
     "Urlaubsgeld, Rückstellung", "Holiday pay, provision"},
    {Word::other_employer_costs, "Assurances et primes", "Verzekeringen en premies",
     "Versicherungen und Prämien", "Insurance and premiums"},
    {Word::employer_cost, "Coût de l'employeur", "Totale werkgeverskost",
     "Gesamtkosten des Arbeitgebers", "Employer cost"},
    {Word::issued_on, "Établi le", "Opgemaakt op", "Ausgestellt am", "Issued on"},
    {Word::rules, "Règles", "Regels", "Regeln", "Rules"},
    {Word::provisional,
     "Provisoire (chiffres pas encore publiés) :", "Voorlopig (cijfers nog niet gepubliceerd):",
     "Vorläufig (Zahlen noch nicht veröffentlicht):", "Provisional (figures not published yet):"},
    {Word::white_collar, "employé", "bediende", "Angestellter", "white-collar worker"},
    {Word::blue_collar, "ouvrier", "arbeider", "Arbeiter", "blue-collar worker"},
    {Word::artist, "artiste", "kunstenaar", "Künstler", "artist"},
    {Word::student, "étudiant", "student", "Student", "student"},
    {Word::single, "isolé", "alleenstaande", "alleinstehend", "single"},
    {Word::spouse_with_income, "conjoint avec revenus", "partner met inkomen",
     "Ehepartner mit Einkommen", "spouse with income"},
    {Word::spouse_without_income, "conjoint sans revenus", "partner zonder inkomen",
     "Ehepartner ohne Einkommen", "spouse without income"},
    {Word::difference_slip, "FICHE DE DIFFÉRENCE", "VERSCHILBRIEF", "DIFFERENZABRECHNUNG",
     "DIFFERENCE SLIP"},
    {Word::corrects, "Corrige", "Verbetert", "Berichtigt", "Corrects"},
    {Word::month_paid_on, "Mois payé le", "Maand betaald op", "Monat bezahlt am", "Month paid on"},
    {Word::reasons, "Raisons", "Redenen", "Gründe", "Reasons"},
    {Word::work_added, "Travail ajouté après la fiche", "Werk toegevoegd na de loonbrief",
     "Nach der Abrechnung hinzugefügte Arbeit", "Work added after the payslip"},
    {Word::rules_changed, "Règles modifiées", "Regels gewijzigd", "Regeln geändert",
     "Rules changed"},
    {Word::net_share, "part du net", "deel van het netto", "Anteil am Netto", "share of the net"},
    {Word::before, "Avant", "Voorheen", "Bisher", "Before"},
    {Word::now, "Désormais", "Nu", "Jetzt", "Now"},
    {Word::difference, "Différence", "Verschil", "Differenz", "Difference"},
    {Word::amount_to_recover, "MONTANT À RÉCUPÉRER", "TERUG TE VORDEREN BEDRAG",
     "ZURÜCKZUFORDERNDER BETRAG", "AMOUNT TO RECOVER"},
    {Word::recovery_date, "À récupérer le", "Terug te vorderen op", "Zurückzufordern am",
     "To recover on"},
    {Word::disabled_children, "Enfants handicapés", "Kinderen met een handicap",
     "Kinder mit Behinderung", "Disabled children"},
    {Word::other_dependants, "Autres personnes à charge", "Andere personen ten laste",
     "Andere Personen zulasten", "Other dependants"},
    {Word::single_parent, "Parent isolé", "Alleenstaande ouder", "Alleinerziehend",
     "Single parent"},
    {Word::disabled, "Handicapé", "Met een handicap", "Mit Behinderung", "Disabled"},
    {Word::withholding_rate, "Taux de précompte choisi", "Gekozen voorheffing",
     "Gewählter Steuervorabzug", "Chosen withholding rate"},
    {Word::individual_account, "COMPTE INDIVIDUEL", "INDIVIDUELE REKENING", "INDIVIDUELLES KONTO",
     "INDIVIDUAL ACCOUNT"},
    {Word::birth_date, "Date de naissance", "Geboortedatum", "Geburtsdatum", "Date of birth"},
    {Word::sex, "Sexe", "Geslacht", "Geschlecht", "Sex"},
    {Word::female, "femme", "vrouw", "weiblich", "female"},
    {Word::male, "homme", "man", "männlich", "male"},
    {Word::joint_committees, "Commission paritaire", "Paritair comité", "Paritätische Kommission",
     "Joint committee"},
    {Word::first_work_day, "Premier jour presté", "Eerste werkdag", "Erster Arbeitstag",
     "First day worked"},
    {Word::last_work_day, "Dernier jour presté", "Laatste werkdag", "Letzter Arbeitstag",
     "Last day worked"},
    {Word::work_and_contributions, "Travail et sécurité sociale (EUR)",
     "Werk en sociale zekerheid (EUR)", "Arbeit und soziale Sicherheit (EUR)",
     "Work and social security (EUR)"},
    {Word::tax_and_payment, "Précompte et paiement (EUR)", "Voorheffing en betaling (EUR)",
     "Vorabzug und Zahlung (EUR)", "Tax and payment (EUR)"},
    {Word::slip, "Fiche", "Brief", "Beleg", "Slip"},
    {Word::days, "Jours", "Dagen", "Tage", "Days"},
    {Word::contribution, "Cotis.", "Bijdr.", "Beitrag", "Contrib."},
    {Word::work_bonus, "Bonus", "Bonus", "Bonus", "Bonus"},
    {Word::taxable, "Imposable", "Belastbaar", "Steuerpfl.", "Taxable"},
    {Word::special_contribution, "Spéciale", "Bijz.", "Sonderb.", "Special"},
    {Word::tax, "Précompte", "Voorheff.", "Vorabzug", "Tax"},
    {Word::deductions, "Retenues", "Inhoud.", "Abzüge", "Deducted"},
    {Word::to_pay, "À verser", "Te betalen", "Zu zahlen", "To pay"},
    {Word::paid_on, "Payé le", "Betaald op", "Bezahlt am", "Paid on"},
    {Word::quarter, "Trimestre", "Kwartaal", "Quartal", "Quarter"},
    {Word::year, "Année", "Jaar", "Jahr", "Year"},
    {Word::how_account_adds_up,
     "Base : base des cotisations ; Cotis. : cotisation personnelle ONSS ; Bonus : bonus à "
     "l'emploi ; Spéciale : cotisation spéciale. Imposable = brut − cotis. + bonus ; net = "
     "imposable − spéciale − précompte ; à verser = net + frais − retenues. Une fiche de "
     "différence montre ce qui change, au mois de son origine.",
     "Basis: bijdragebasis; Bijdr.: persoonlijke RSZ-bijdrage; Bonus: werkbonus; Bijz.: "
     "bijzondere bijdrage. Belastbaar = bruto − bijdr. + bonus; netto = belastbaar − bijz. − "
     "voorheffing; te betalen = netto + kosten − inhoudingen. Een verschilbrief toont wat "
     "wijzigt, bij de maand van oorsprong.",
     "Grundlage: Beitragsgrundlage; Beitrag: LSS-Arbeitnehmerbeitrag; Bonus: "
     "Beschäftigungsbonus; Sonderb.: Sonderbeitrag. Steuerpflichtig = Brutto − Beitrag + Bonus; "
     "Netto = steuerpflichtig − Sonderb. − Vorabzug; zu zahlen = Netto + Auslagen − Abzüge. Eine "
     "Differenzabrechnung zeigt, was sich ändert, beim Monat ihres Ursprungs.",
     "Base: contribution base; Contrib.: employee contribution; Bonus: work bonus; Special: "
     "special contribution. Taxable = gross − contrib. + bonus; net = taxable − special − tax; "
     "to pay = net + expenses − deducted. A difference slip shows what changes, at the month of "
     "its origin."},
    {Word::credit_note, "NOTE DE CRÉDIT", "CREDITNOTA", "GUTSCHRIFT", "CREDIT NOTE"},
    {Word::credit_note_date, "Date de la note de crédit", "Datum van de creditnota",
     "Datum der Gutschrift", "Credit note date"},
    {Word::credited_invoice, "Facture annulée", "Gecrediteerde factuur", "Stornierte Rechnung",
     "Invoice credited"},
    {Word::reason, "Motif", "Reden", "Grund", "Reason"},
    {Word::total_credited, "TOTAL CRÉDITÉ", "TOTAAL GECREDITEERD", "GUTGESCHRIEBENER BETRAG",
     "TOTAL CREDITED"},
    {Word::vat_given_back,
     "TVA à reverser à l'État dans la mesure où elle a été initialement déduite.",
     "Btw terug te storten aan de Staat in de mate waarin ze oorspronkelijk in aftrek werd "
     "gebracht.",
     "MwSt. an den Staat zurückzuzahlen, soweit sie ursprünglich abgezogen wurde.",
     "VAT to be paid back to the State as far as it was deducted at first."},
    {Word::credited_declaration, "Déclaration créditée", "Gecrediteerde aangifte",
     "Gutgeschriebene Erklärung", "Credited declaration"},
    {Word::prepayment_invoice, "FACTURE D'ACOMPTE", "VOORSCHOTFACTUUR", "ANZAHLUNGSRECHNUNG",
     "PREPAYMENT INVOICE"},
    {Word::self_billing, "Autofacturation", "Factuur uitgereikt door afnemer",
     "Gutschrift (Selbstfakturierung)", "Self-billing"},
    {Word::description, "Description", "Omschrijving", "Beschreibung", "Description"},
    {Word::quantity, "Quantité", "Aantal", "Menge", "Quantity"},
    {Word::unit_price, "Prix unitaire", "Eenheidsprijs", "Einzelpreis", "Unit price"},
    {Word::amount, "Montant", "Bedrag", "Betrag", "Amount"},
    {Word::allowance, "Remise", "Korting", "Nachlass", "Allowance"},
    {Word::charge, "Supplément", "Toeslag", "Zuschlag", "Charge"},
    {Word::total_of_lines, "Total des lignes", "Totaal van de lijnen", "Summe der Positionen",
     "Total of lines"},
    {Word::total_with_vat, "Total TVA comprise", "Totaal met btw", "Summe mit MwSt.",
     "Total with VAT"},
    {Word::already_paid, "Déjà payé", "Reeds betaald", "Bereits bezahlt", "Already paid"},
    {Word::rounding, "Arrondi", "Afronding", "Rundung", "Rounding"},
    {Word::vat_in_euro, "TVA en euros", "Btw in euro", "MwSt. in Euro", "VAT in euro"},
    {Word::refers_to, "Concerne", "Betreft", "Betrifft", "Refers to"},
    {Word::our_order, "Notre commande", "Onze bestelling", "Unsere Bestellnummer", "Our order"},
    {Word::project, "Projet", "Project", "Projekt", "Project"},
    {Word::contract, "Contrat", "Contract", "Vertrag", "Contract"},
    {Word::accounting_cost, "Imputation", "Boekhoudreferentie", "Buchungsreferenz",
     "Accounting reference"},
    {Word::delivery_date, "Date de livraison", "Leveringsdatum", "Lieferdatum", "Delivery date"},
    {Word::delivered_to, "Livré à", "Geleverd aan", "Geliefert an", "Delivered to"},
    {Word::vat_point_date, "Exigibilité de la TVA", "Btw opeisbaar op", "MwSt. fällig am",
     "VAT due on"},
    {Word::tax_representative, "Représentant fiscal", "Fiscaal vertegenwoordiger",
     "Steuervertreter", "Tax representative"},
    {Word::payee, "Bénéficiaire", "Begunstigde", "Empfänger", "Payee"},
    {Word::means_of_payment, "Mode de paiement", "Betaalwijze", "Zahlungsart", "Means of payment"},
    {Word::direct_debit, "Domiciliation", "Domiciliëring", "Lastschrift", "Direct debit"},
    {Word::card, "Carte", "Kaart", "Karte", "Card"},
    {Word::seller_item, "Article", "Artikel", "Artikel", "Item"},
    {Word::buyer_item, "Votre article", "Uw artikel", "Ihr Artikel", "Your item"},
    {Word::telephone, "Tél.", "Tel.", "Tel.", "Tel."},
    {Word::scan_to_pay, "Scannez pour payer avec l'application de votre banque",
     "Scan om te betalen met de app van uw bank", "Mit der App Ihrer Bank scannen und bezahlen",
     "Scan to pay with the app of your bank"},
    {Word::original_is_electronic,
     "L'original est le fichier électronique (UBL) transmis par Peppol ; cette page en est la "
     "copie lisible.",
     "Het origineel is het elektronische bestand (UBL) dat via Peppol is verzonden; deze pagina is "
     "de leesbare kopie ervan.",
     "Das Original ist die über Peppol übermittelte elektronische Datei (UBL); diese Seite ist "
     "deren lesbare Kopie.",
     "The original is the electronic file (UBL) sent over Peppol; this page is its readable copy."},
    {Word::document_type, "type", "type", "Art", "type"},
    {Word::seller, "Vendeur", "Verkoper", "Verkäufer", "Seller"},
    {Word::note, "Remarque", "Opmerking", "Bemerkung", "Note"},
    {Word::payment_terms, "Conditions de paiement", "Betalingsvoorwaarden", "Zahlungsbedingungen",
     "Payment terms"},
    {Word::attachment, "Pièce jointe", "Bijlage", "Anlage", "Attachment"},
    {Word::bytes, "octets", "bytes", "Bytes", "bytes"},
    {Word::yes, "oui", "ja", "ja", "yes"},
    {Word::no, "non", "nee", "nein", "no"},
});

constexpr bool stands_in_order() {
    for (std::size_t at = 0; at < table.size(); ++at) {
        if (static_cast<std::size_t>(table[at].which) != at) { return false; }
    }
    return true;
}
static_assert(stands_in_order(), "the table has every word, in the order of the enum");
static_assert(table.back().which == Word::no, "no word is missing");

struct RuleName {
    std::string_view name;
    Word which;
};

constexpr auto rule_names = std::to_array<RuleName>({
    {"white_collar", Word::white_collar},
    {"blue_collar", Word::blue_collar},
    {"artist", Word::artist},
    {"student", Word::student},
    {"single", Word::single},
    {"spouse_with_income", Word::spouse_with_income},
    {"spouse_without_income", Word::spouse_without_income},
    {"garnishment", Word::garnishment},
    {"assignment", Word::assignment},
    {"maintenance", Word::maintenance},
    {"gross", Word::gross_section},
    {"contributions", Word::contributions_section},
    {"taxable", Word::taxable_section},
    {"tax", Word::tax_section},
    {"net", Word::net_section},
    {"yes", Word::yes},
    {"no", Word::no},
});

}  // namespace

std::string word(Word which, cooperative::Language language) {
    const Entry& entry = table.at(static_cast<std::size_t>(which));
    switch (language) {
        case cooperative::Language::fr:
            return std::string{entry.fr};
        case cooperative::Language::nl:
            return std::string{entry.nl};
        case cooperative::Language::de:
            return std::string{entry.de};
        case cooperative::Language::en:
            break;
    }
    return std::string{entry.en};
}

std::string name_of(std::string_view rule_name, cooperative::Language language) {
    for (const RuleName& known : rule_names) {
        if (known.name == rule_name) { return word(known.which, language); }
    }
    return std::string{rule_name};
}

}  // namespace mutua::words
