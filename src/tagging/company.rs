//! The company that a heading's words keep in the background: which other words stand in the texts that speak
//! for it.
//!
//! A catalogue teaches that texts on managing behaviour also say "detention" and "calm", though no statement
//! of the map does. Every text of the background counts for each heading as far as it speaks for it; the
//! centroid of a heading's texts, less the centroid of all, is what is typical of it (Rocchio, "Relevance
//! feedback in information retrieval", 1971, with the tagger's own judgement in the place of a person's).

use super::features::Counts;

/// With fewer texts than this nothing can be learnt.
const FEWEST_TEXTS: usize = 12;
/// How decidedly a text is counted for its strongest heading: exp(this · standard deviations).
const SHARPNESS: f64 = 2.0;

/// What was learnt of each heading.
pub(super) struct Company {
    /// How many terms the map has: words outside it are numbered from here on.
    terms: usize,
    /// For each word, its inverse document frequency in the background.
    idf: Vec<f64>,
    /// For each word and heading, the weight in the heading's centroid, scaled so that the similarity of a
    /// text of the background has root mean square 1.
    centroids: Vec<Vec<f64>>,
    headings: usize,
}

impl Company {
    /// Learns from texts and how strongly each speaks for each heading.
    pub fn learn(
        terms: usize,
        wider: usize,
        texts: &[Counts],
        strengths: &[Vec<f64>],
    ) -> Option<Self> {
        let headings = strengths.first().map_or(0, Vec::len);
        if texts.len() < FEWEST_TEXTS || headings < 2 {
            return None;
        }
        let mut company = Self {
            terms,
            idf: Vec::new(),
            centroids: vec![vec![0.0; headings]; terms + wider],
            headings,
        };
        let mut idf = vec![0.0; terms + wider];
        for (word, _) in texts.iter().flat_map(|text| company.words(text)) {
            idf[word] += 1.0;
        }
        for frequency in &mut idf {
            *frequency = libm::log((texts.len() as f64 + 1.0) / (*frequency + 0.5)).max(0.0);
        }
        company.idf = idf;
        let vectors: Vec<Vec<(usize, f64)>> =
            texts.iter().map(|text| company.vector(text)).collect();
        company.build_centroids(&vectors, &shares(strengths, headings));
        let mut squares = 0.0;
        for vector in &vectors {
            squares += company
                .similarities(vector)
                .iter()
                .map(|one| one * one)
                .sum::<f64>();
        }
        let scale = libm::sqrt(squares / (texts.len() * headings) as f64);
        if scale <= 0.0 {
            return None;
        }
        for weight in company.centroids.iter_mut().flatten() {
            *weight /= scale;
        }
        Some(company)
    }

    /// Raises the headings whose company the text shares and lowers the others, in proportion to how far
    /// the text tells headings apart by itself.
    pub fn adjust(&self, text: &Counts, strengths: &mut [f64], weight: f64) {
        let (_, deviation) = spread(strengths);
        let similarities = self.similarities(&self.vector(text));
        for (strength, similarity) in strengths.iter_mut().zip(similarities) {
            *strength += weight * deviation * similarity;
        }
    }

    fn words<'a>(&'a self, text: &'a Counts) -> impl Iterator<Item = (usize, f64)> + 'a {
        let own = text
            .features
            .iter()
            .map(|&(feature, count)| (feature as usize, count));
        let wider = text
            .wider
            .iter()
            .map(|&(word, count)| (self.terms + word as usize, count));
        own.take_while(|&(feature, _)| feature < self.terms)
            .chain(wider)
    }

    /// ln(1 + count) · idf, of unit length.
    fn vector(&self, text: &Counts) -> Vec<(usize, f64)> {
        let mut vector: Vec<(usize, f64)> = self
            .words(text)
            .map(|(word, count)| (word, libm::log1p(count) * self.idf[word]))
            .collect();
        let norm = libm::sqrt(vector.iter().map(|(_, weight)| weight * weight).sum());
        if norm > 0.0 {
            for (_, weight) in &mut vector {
                *weight /= norm;
            }
        }
        vector
    }

    fn build_centroids(&mut self, vectors: &[Vec<(usize, f64)>], shares: &[Vec<f64>]) {
        let mut totals = vec![0.0; self.headings];
        let mut all = vec![0.0; self.idf.len()];
        for (vector, share) in vectors.iter().zip(shares) {
            for (total, share) in totals.iter_mut().zip(share) {
                *total += share;
            }
            for &(word, weight) in vector {
                all[word] += weight / vectors.len() as f64;
                for (sum, share) in self.centroids[word].iter_mut().zip(share) {
                    *sum += weight * share;
                }
            }
        }
        let mut norms = vec![0.0; self.headings];
        for (weights, all) in self.centroids.iter_mut().zip(&all) {
            for ((weight, total), norm) in weights.iter_mut().zip(&totals).zip(&mut norms) {
                *weight = *weight / total - all;
                *norm += *weight * *weight;
            }
        }
        for weights in &mut self.centroids {
            for (weight, norm) in weights.iter_mut().zip(&norms) {
                *weight /= libm::sqrt(*norm).max(f64::MIN_POSITIVE);
            }
        }
    }

    fn similarities(&self, vector: &[(usize, f64)]) -> Vec<f64> {
        let mut similarities = vec![0.0; self.headings];
        for &(word, weight) in vector {
            for (sum, centroid) in similarities.iter_mut().zip(&self.centroids[word]) {
                *sum += weight * centroid;
            }
        }
        similarities
    }
}

/// How far each text counts for each heading: a softmax over its strengths in standard deviations, less
/// what is usual for the heading, so that no heading takes all.
fn shares(strengths: &[Vec<f64>], headings: usize) -> Vec<Vec<f64>> {
    let mut shares: Vec<Vec<f64>> = strengths
        .iter()
        .map(|strengths| {
            let (mean, deviation) = spread(strengths);
            let unit = if deviation > 0.0 { deviation } else { 1.0 };
            strengths
                .iter()
                .map(|strength| (strength - mean) / unit)
                .collect()
        })
        .collect();
    let mut usual = vec![0.0; headings];
    for share in &shares {
        for (sum, share) in usual.iter_mut().zip(share) {
            *sum += share / strengths.len() as f64;
        }
    }
    for share in &mut shares {
        for (share, usual) in share.iter_mut().zip(&usual) {
            *share = libm::exp(SHARPNESS * (*share - usual));
        }
        let total: f64 = share.iter().sum();
        for share in share.iter_mut() {
            *share /= total;
        }
    }
    shares
}

/// Mean and standard deviation.
fn spread(values: &[f64]) -> (f64, f64) {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .sum::<f64>()
        / count;
    (mean, libm::sqrt(variance))
}
