//! A pack taken apart and put together again, with all checksums right.

use gapwise::search::checksum;

/// A section as the table has it.
#[derive(Clone)]
pub struct Section {
    pub name: String,
    pub offset: u64,
    pub bytes: Vec<u8>,
}

/// Takes a pack apart.
pub fn sections(file: &[u8]) -> Vec<Section> {
    let number = |at: usize, bytes: usize| {
        let bytes = file[at..at + bytes].iter().rev();
        bytes.fold(0_u64, |number, &byte| number << 8 | u64::from(byte))
    };
    let mut at = 28;
    (0..number(12, 4))
        .map(|_| {
            let length = number(at, 2) as usize;
            let name = String::from_utf8(file[at + 2..at + 2 + length].to_vec()).expect("a name");
            at += 2 + length;
            let (offset, length) = (number(at, 8), number(at + 8, 8) as usize);
            at += 24;
            Section {
                name,
                offset,
                bytes: file[offset as usize..offset as usize + length].to_vec(),
            }
        })
        .collect()
}

/// Puts a pack together with all checksums right, whatever the sections say.
pub fn sealed(mut sections: Vec<Section>) -> Vec<u8> {
    seal_index(&mut sections);
    let table: usize = sections.iter().map(|section| 26 + section.name.len()).sum();
    let mut at = (28 + table).next_multiple_of(8);
    for section in &mut sections {
        section.offset = at as u64;
        at = (at + section.bytes.len()).next_multiple_of(8);
    }
    with_table(&sections)
}

/// Writes the table as the sections claim, and their bytes one after the other.
pub fn with_table(sections: &[Section]) -> Vec<u8> {
    let mut table = Vec::new();
    for section in sections {
        table.extend((section.name.len() as u16).to_le_bytes());
        table.extend(section.name.as_bytes());
        table.extend(section.offset.to_le_bytes());
        table.extend((section.bytes.len() as u64).to_le_bytes());
        table.extend(checksum(&section.bytes).to_le_bytes());
    }
    let mut file = gapwise::pack::format::MAGIC.to_vec();
    file.extend(gapwise::pack::format::VERSION.to_le_bytes());
    file.extend((sections.len() as u32).to_le_bytes());
    file.extend(checksum(&table).to_le_bytes());
    file.extend((table.len() as u32).to_le_bytes());
    file.extend(table);
    for section in sections {
        file.resize(file.len().next_multiple_of(8), 0);
        file.extend(&section.bytes);
    }
    file
}

/// Makes the index's list of checksums fit its files.
pub fn seal_index(sections: &mut [Section]) {
    let Some(manifest) = sections
        .iter()
        .position(|section| section.name == "index/manifest")
    else {
        return;
    };
    let mut bytes = sections[manifest].bytes.clone();
    if bytes.len() < 20 {
        return;
    }
    let mut at = 12;
    while at + 4 < bytes.len() - 8 {
        let length = u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        at += 4 + length as usize;
        let Some(name) = bytes.get(at - length as usize..at) else {
            return;
        };
        let name = format!("index/{}", String::from_utf8_lossy(name));
        let file = sections.iter().find(|section| section.name == name);
        if let (Some(file), Some(place)) = (file, bytes.get_mut(at..at + 8)) {
            place.copy_from_slice(&checksum(&file.bytes).to_le_bytes());
        }
        at += 8;
    }
    let body = bytes.len() - 8;
    let whole = checksum(&bytes[..body]);
    bytes[body..].copy_from_slice(&whole.to_le_bytes());
    sections[manifest].bytes = bytes;
}
